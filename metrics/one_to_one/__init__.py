"""The one-to-one: one person's sheet for a conversation, what was kept of each, and how many are held and due.

Never a score and no verdict on a person. Nothing that was kept is changed: a later version stands beside the earlier ones.
"""
