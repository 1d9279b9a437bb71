"""The evaluation against its slow plain twin, and the laws it must keep."""
