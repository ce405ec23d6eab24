"""The paths of this app: Twilio's, and a company's."""
