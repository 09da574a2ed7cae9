# Installs library, program and data, and the package file through which find_package(tanlu) works.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tanlu)

install(TARGETS tanlu EXPORT tanlu_targets
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT tanlu_targets NAMESPACE tanlu:: DESTINATION ${package_dir}
        FILE tanluTargets.cmake)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY models scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/tanlu)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET tanlu_cli)
    install(TARGETS tanlu_cli)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/tanlu)
    install(DIRECTORY tools/slurm DESTINATION ${CMAKE_INSTALL_DATADIR}/tanlu
            USE_SOURCE_PERMISSIONS)
endif()
if(TARGET tanlu_mpi)
    install(TARGETS tanlu_mpi)
endif()

configure_package_config_file(cmake/tanluConfig.cmake.in tanluConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
# Before 1.0 a new minor version may break its users.
write_basic_package_version_file(tanluConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tanluConfig.cmake ${PROJECT_BINARY_DIR}/tanluConfigVersion.cmake
        DESTINATION ${package_dir})
