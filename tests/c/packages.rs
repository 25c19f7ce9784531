//! The installed package, used from a folder of its own.

use super::examples::programs_do_what_they_say;
use super::toolchain::{has, libraries, root, run};
use std::fs;
use std::path::Path;
use std::process::Command;

fn manifest() -> toml::Table {
    fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap()
}

#[test]
fn the_soname_carries_the_version_of_the_binary_interface() {
    let manifest = manifest();
    let version = manifest["package"]["metadata"]["capi"]["library"]["version"].as_str().unwrap();
    let header = fs::read_to_string(root().join("include/cleanclaim.h")).unwrap();
    let abi = version.split('.').next().unwrap();
    assert!(
        header.contains(&format!("#define CLEANCLAIM_ABI_VERSION {abi}\n")),
        "the soname would say {abi}"
    );
}

#[test]
fn cmake_knows_the_version_of_the_library() {
    let version = env!("CARGO_PKG_VERSION");
    let cmake = fs::read_to_string(root().join("packaging/cmake/cleanclaim-config-version.cmake")).unwrap();
    assert!(cmake.contains(&format!("set(PACKAGE_VERSION \"{version}\")")));
    let minor = &version[..version.rfind('.').unwrap()];
    let example = fs::read_to_string(root().join("examples/c/CMakeLists.txt")).unwrap();
    assert!(example.contains(&format!("find_package(cleanclaim {minor} REQUIRED)")));
}

/// Puts the files of the package where `cargo cinstall` puts them.
fn install(prefix: &Path) {
    for (files, folder) in [
        (vec![root().join("include/cleanclaim.h"), root().join("include/cleanclaim.hpp")], "include"),
        (vec![libraries().join("libcleanclaim.so"), libraries().join("libcleanclaim.a")], "lib"),
        (
            ["", "-version"]
                .map(|part| root().join(format!("packaging/cmake/cleanclaim-config{part}.cmake")))
                .to_vec(),
            "share/cleanclaim/cmake",
        ),
    ] {
        fs::create_dir_all(prefix.join(folder)).unwrap();
        for file in files {
            fs::copy(&file, prefix.join(folder).join(file.file_name().unwrap())).unwrap();
        }
    }
}

fn cmake_builds_the_examples(prefix: &Path, scratch: &Path) {
    let build = scratch.join("build");
    let mut cmake = Command::new("cmake");
    cmake.arg("-S").arg(root().join("examples/c")).arg("-B").arg(&build);
    run(cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display())));
    run(Command::new("cmake").arg("--build").arg(&build));
    programs_do_what_they_say(&build);
}

#[test]
fn cmake_finds_the_package() {
    if has("cmake") {
        let scratch = tempfile::tempdir().unwrap();
        let prefix = scratch.path().join("prefix");
        install(&prefix);
        cmake_builds_the_examples(&prefix, scratch.path());
    }
}

/// Builds the library once more, which takes its time: only when `CLEANCLAIM_PACKAGE` is set.
#[test]
fn cargo_c_installs_the_package() {
    if std::env::var_os("CLEANCLAIM_PACKAGE").is_none() || !has("cargo-cinstall") || !has("pkg-config") {
        eprintln!("CLEANCLAIM_PACKAGE is not set, or cargo-c is not installed: the installation is skipped");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let prefix = scratch.path().join("prefix");
    let mut install = Command::new("cargo");
    install
        .args(["cinstall", "--profile", "dev", "--libdir", "lib", "--prefix"])
        .arg(&prefix)
        .current_dir(root());
    run(&mut install);

    let soname = run(Command::new("readelf").arg("-d").arg(prefix.join("lib/libcleanclaim.so")));
    assert!(soname.contains("[libcleanclaim.so.1]"), "{soname}");
    let out = scratch.path().join("made");
    let mut make = Command::new("make");
    make.arg("-s").arg("-f").arg(root().join("examples/c/Makefile")).arg(format!("OUT={}", out.display()));
    make.arg(format!("LDFLAGS=-Wl,-rpath,{}", prefix.join("lib").display())).current_dir(scratch.path());
    run(make.env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig")));
    programs_do_what_they_say(&out);
    if has("cmake") {
        cmake_builds_the_examples(&prefix, scratch.path());
    }
}
