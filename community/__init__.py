"""The engine of peer learning: pure, synchronous, without I/O."""
