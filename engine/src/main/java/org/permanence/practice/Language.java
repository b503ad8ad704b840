package org.permanence.practice;

/// A language the house speaks to callers.
public enum Language {
    FR,
    EN
}
