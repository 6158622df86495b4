-- A series may also rest in the school holidays.
alter table series drop constraint series_skip_check;
alter table series add constraint series_skip_check
    check (skip in ('nothing', 'public_holidays', 'outside_school_holidays', 'school_holidays'));
