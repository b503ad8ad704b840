package org.permanence.oncall;

/// Identifies a rota: of a practice, or of a group that is on call for several practices.
///
/// @param group whether `name` is the name of a group; a practice may have the same name
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
