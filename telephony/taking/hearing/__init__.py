"""What follows from a caller's words while details are taken, by what they were asked."""
