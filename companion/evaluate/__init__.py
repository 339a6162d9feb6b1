"""Quality on labelled calls: the product's judgement beside a person's, turn by turn."""
