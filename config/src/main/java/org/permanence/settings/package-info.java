/// Before the first call: the installation's settings and the practices' files, their reader and checker. A reader
/// tells all problems of all files at once, each with its place, and quotes nothing that could be somebody's.
@NullMarked
package org.permanence.settings;

import org.jspecify.annotations.NullMarked;
