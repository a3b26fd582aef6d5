"""Reading: a page of the archive becomes six frames. Nothing here counts, draws or interprets.

============  ======================================================================
pages         files on disk become pages of lines; ``html`` makes lines of markup
signals       what a line shows, wherever it shows it: label, day, person, act, title, number
dates         what a printed day can mean, and which day the archive's order leaves
people        phrases become persons and their affiliations
posts         where a post begins, and how it is headed
walk          a walk down a post: the role of each line, by one table of transitions
reports       a page becomes reports: their fields, mentions and statements
duplicates    a post that appears on two pages is one report
affiliations  an affiliation becomes organisation, post and sector
appearances   the persons of each seminar; ``facts`` of its lines that no frame holds
schema        the columns of the frames
corpus        reports become the frames; ``load_corpus`` is the way in
============  ======================================================================
"""
