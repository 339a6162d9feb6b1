"""Encryption of what lies on the disk: the key, where it is kept, and files under it.

Nothing here loads a library of ciphers before there is something to encrypt or to read.
"""
