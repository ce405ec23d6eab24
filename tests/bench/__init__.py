"""`make bench`: what a turn costs, beside the least that Django could do in the same run."""
