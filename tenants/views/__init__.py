"""Views of this app, and the base of every company's view."""
