"""Pictures and documents that people take away, made from values that were revealed.

`values` says what stands on them, `compose` puts that in the words of a language and makes it printable,
`press` hands it to Typst with the templates and fonts beside this file, `worker` does so in a child process.
Nothing here reads the database or knows who will look: what comes in was already opened by the gate.
"""
