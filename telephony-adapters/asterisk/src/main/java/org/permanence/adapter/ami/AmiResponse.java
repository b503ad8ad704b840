package org.permanence.adapter.ami;

/// Asterisk's response to an action.
///
/// @param value of a variable that was read; empty otherwise
record AmiResponse(AmiAnswer answer, String value) {

    @Override
    public String toString() {
        return answer.toString();
    }
}
