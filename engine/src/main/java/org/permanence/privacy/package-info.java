/// Types for personal data. They do not print themselves.
@NullMarked
package org.permanence.privacy;

import org.jspecify.annotations.NullMarked;
