"""What belongs to single persons is found before anything is read, and never stored."""
