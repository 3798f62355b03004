"""Files for coordinators: figures without anybody's words."""
