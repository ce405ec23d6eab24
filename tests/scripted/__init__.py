"""What the scripted calls of tests/calls are played to, and how they are held to their words."""
