"""The reviewer's desk without its windows: scorecards, calibration, coaching, trends, rules.

    form = load_scorecard()                        # scorecard.py: the form, read from TOML
    sheet = open_sheet(call, form)                 # sheet.py: filled in from the call's evidence
    sheet = sheet.answered("apologised", "no", comment="Said it, but about the weather.")
    sheet.result().score                           # scoring.py
    save_sheet(store, sheet, who="Dana", submit=True)

Nothing here judges a person: a form asks, the call's words answer where they can, a reviewer
decides, and the agent may object, each with the sentence that it rests on.
"""
