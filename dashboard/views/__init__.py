"""Record and scenario put through calc, ready to be shown, printed or exported."""
