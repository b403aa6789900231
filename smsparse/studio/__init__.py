"""The workbench in the browser, ``smsparse studio``: a message in, its reading, card and exports beside each other.

- ``pieces``: the parts of a rule pack's files that can be changed on the page, cut out and put back
- ``workbench``: what a message gives, with changes that exist in memory only
- ``guard``: who may ask: this machine's browser, with the token of this run, and no other page
- ``server``: the addresses, and the files of the page (``static``; plain HTML, CSS and ES modules)
- ``words.toml``: every word of the page, in Chinese and in English

Nothing is stored: a message is in memory while it is answered, changes are in the page and come with every request.
"""
