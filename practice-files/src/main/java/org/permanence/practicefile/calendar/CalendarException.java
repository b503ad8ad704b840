package org.permanence.practicefile.calendar;

/// A calendar file cannot be understood.
public final class CalendarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CalendarException(String message) {
        super(message);
    }
}
