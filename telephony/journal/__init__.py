"""What a worker answered and could not record: kept on disk, and recorded once it can be."""
