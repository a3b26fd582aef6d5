"""Numbers become pictures: a module for each notebook, with each table above its drawing."""
