"""What follows from the record: pure calculation, no files, clock, network or pictures."""
