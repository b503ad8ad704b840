package org.permanence.privacy;

/// A name or another text that is somebody's. It never prints itself; the text leaves through [#text], and an
/// architecture rule lists who may call it.
public final class PersonalText {

    private final String text;

    public PersonalText(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonalText that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[text]";
    }
}
