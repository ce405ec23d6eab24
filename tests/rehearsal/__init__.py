"""A backup taken and restored into an empty server (`make backup-rehearsal`), and looked over."""
