"""The comparison that the notebooks make: the 2012 report against two reports of 2014.

All three are about the number system (My Number), so that a difference between the years is not
one between subjects; the seminar of 26 March 2014 is about election campaigns. Questions and
answers are left out, because the 2012 report has none. The target is 2014 and the reference is
2012, so that whatever rose is positive. The two seminars of 2014 beside each other show how far
two reports of one year and one subject differ: that is the control.
"""

from typing import Any

from icpf_analysis.places import RAW

PAGE = RAW / "000_4767421747b42df5.txt"
"""The page with the four reports; pages added beside it do not enter the comparison."""
TARGET: dict[str, Any] = {"year": 2014, "subject": "number system"}
REFERENCE: dict[str, Any] = {"year": 2012, "subject": "number system"}
WITHOUT_QA = {"kind": ["point", "paragraph"]}
CONTROL = ("2014-01-28", "2014-03-14")
"""The seminars of the target, the earlier one first."""
