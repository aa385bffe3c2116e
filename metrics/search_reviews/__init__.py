"""Stop-searches drawn by lot for review: by a sergeant, in an inspector's dip sample, and by the community scrutiny panel.

Every draw and every review is kept for ever, with who made it; nothing is drawn anew until one likes it. No count of a person
is made of them, and nobody is ranked by them.
"""
