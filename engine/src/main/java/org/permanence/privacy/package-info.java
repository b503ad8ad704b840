/// Before every station: the types of what may be known about a person. They do not print themselves.
@NullMarked
package org.permanence.privacy;

import org.jspecify.annotations.NullMarked;
