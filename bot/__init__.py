"""The running application: channels, delivery, the clock, settings and the command line."""
