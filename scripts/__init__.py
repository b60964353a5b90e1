"""Every way in: one file for each command of `counterclaim`."""
