-- What a report's photo looks like in a list: a small JPEG beside the one that is looked at. Those of before have none and are shown as they are.
alter table photo add column small bytea;
