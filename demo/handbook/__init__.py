"""The handbook for coordinators (docs/handleiding): its pictures and the page that is also a document.

What the pictures show is played with the real bot, on phones in memory, by the labels of the buttons; so a
button that has another name breaks the scene and not the trust of who reads the page.
"""
