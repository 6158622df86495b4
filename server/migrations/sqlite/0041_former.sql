-- The rule that an activity had before, JSON: its earlier dates go on saying how often they came.
alter table activity add column former text;
