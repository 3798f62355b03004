"""The shell: what an operator does at the command line, one module per group of commands."""
