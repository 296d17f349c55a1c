"""What cannot both hold: two claims side by side, each with its sourcing.

denial     something is said, and denied
status     something is said to be in force, and to be over
figure     two counts of the same, in the same scope and time, by different origins
position   where somebody stood, and stands now

Claims ──of one subject──► pairs ──rules──► Contradiction(a, b)      and Revision(old, new)

A later count by the same origin is a revision, a count of a part no contradiction of the whole,
and something planned no contradiction of what was done. Shown is what the rules are sure of.
"""
