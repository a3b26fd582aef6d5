"""Reading: a page of the archive becomes six frames. Nothing here counts, draws or interprets.

===========  =====================================================================
pages        files on disk become pages of lines, and these posts; ``html``: markup
signals      what a line shows: label, day, person, act, title, number
dates        what a printed day can mean, and which day the archive's order leaves
people       phrases become persons and affiliations
walk         a walk down a post: what is known at each of its lines
statements   rules for what was said: points, paragraphs, turns, questions and answers
sentences    rules for the reporter's sentences; ``notices``: for labels, programmes and lists
reports      posts become reports, by one table of transitions, and each post once
appearances  the persons of each seminar, and facts of its lines that no frame holds
schema       the columns of the frames
corpus       reports become the frames; ``load_corpus`` is the way in
===========  =====================================================================
"""
