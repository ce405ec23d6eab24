"""What is deployed: its files held together, and (`make check-deployment`) run on this machine."""
