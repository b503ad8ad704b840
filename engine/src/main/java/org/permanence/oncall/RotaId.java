package org.permanence.oncall;

/// Whose rota it is: a practice's, or that of a group that is on call for several.
///
/// @param group whether `name` is a group's; a practice may have the same name
public record RotaId(boolean group, String name) {

    public static RotaId ofPractice(String name) {
        return new RotaId(false, name);
    }

    public static RotaId ofGroup(String name) {
        return new RotaId(true, name);
    }

    @Override
    public String toString() {
        return (group ? "group " : "practice ") + name;
    }
}
