"""Local platforms on loopback: for tests, the demo and rehearsal."""
