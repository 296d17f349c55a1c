"""The web desk: pages and an API over the ledger, on this machine.

browser ──► guard ──► pages/ · api/ ──► Desk ──► ledger          nothing is computed here
                                         └─────► preview: read without keeping

Importing this costs nothing; the web libraries are imported when a desk is opened.
"""
