"""The reviewer's desk: the library of calls, the replay with its sound, the scorecard beside it."""
