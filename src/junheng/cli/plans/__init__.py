"""The commands of `junheng plan`, one file each."""
