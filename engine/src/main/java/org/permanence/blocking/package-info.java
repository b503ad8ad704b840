/// Numbers that a practice has blocked: kept as pseudonyms, and nothing but a word for its rules to ask about.
@NullMarked
package org.permanence.blocking;

import org.jspecify.annotations.NullMarked;
