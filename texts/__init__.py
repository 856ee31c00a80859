"""Every sentence that is not in a flow: Dutch and English by key, and how gaps in them are filled.

A key that the code asks for and no text has, or the other way round, is a fault: `python -m texts` finds it.
Texts know the strict reader of YAML (`flows.source`) and nothing else: not who reads them, nor by which
channel.
"""
