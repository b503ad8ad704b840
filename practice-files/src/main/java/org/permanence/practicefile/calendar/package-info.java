/// Imports a practice's closures from an iCalendar file (RFC 5545).
@NullMarked
package org.permanence.practicefile.calendar;

import org.jspecify.annotations.NullMarked;
