package io.nightshift.playbooks.module;

/** What installs packages on a host. */
public enum PackageManager {
    APT,
    DNF,
    ZYPPER,
    APK,
    PACMAN
}
