/// Reads YAML files key by key. All problems of a file are collected and reported together, each with file, line,
/// key and what was expected. A problem never repeats text that could be a telephone number, an address or a
/// secret.
@NullMarked
package org.permanence.yaml;

import org.jspecify.annotations.NullMarked;
