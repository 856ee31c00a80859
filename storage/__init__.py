"""What is kept: tables, the unit of work, the outbox, appointments, and the keys of free text.

`store.py` runs synchronous work in one transaction, in a thread; `queries` has one file per subject. Storage
keeps and does not decide: it knows the values of `process` that it stores, and none of its acts. The answers
of a round leave it sealed. SQLite and PostgreSQL behave the same.
"""
