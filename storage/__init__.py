"""What is kept: tables, the unit of work, the outbox, appointments, and the keys of free text."""
