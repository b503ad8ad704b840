/// Reads and checks the settings file and the practice files before the engine starts. All problems of all files
/// are reported together, each with its location. No problem repeats personal or secret text.
@NullMarked
package org.permanence.settings;

import org.jspecify.annotations.NullMarked;
