# cmake --install: headers below include/vitrine, static libraries, find_package(vitrine) and pkg-config.
set(CMAKE_INSTALL_LIBDIR lib CACHE STRING "Folder of libraries below the prefix")
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(vitrine_installed "")
set(vitrine_pc_libs "")
foreach(folder io engine handshake record x509 crypto asn1 base)  # who needs, before who is needed
  if(TARGET vitrine_${folder})
    list(APPEND vitrine_installed vitrine_${folder})
    string(APPEND vitrine_pc_libs " -lvitrine_${folder}")
  endif()
endforeach()
if(VITRINE_GMP)
  string(APPEND vitrine_pc_libs " -lgmp")
endif()
if(TARGET vitrine_io)
  string(APPEND vitrine_pc_libs " -lsodium -lidn2")
endif()

install(TARGETS ${vitrine_installed} EXPORT vitrineTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/vitrine
        FILES_MATCHING PATTERN "*.h")

set(vitrine_package ${CMAKE_INSTALL_LIBDIR}/cmake/vitrine)
install(EXPORT vitrineTargets NAMESPACE vitrine:: DESTINATION ${vitrine_package})
file(WRITE ${CMAKE_BINARY_DIR}/vitrineConfig.cmake
     "include(\${CMAKE_CURRENT_LIST_DIR}/vitrineTargets.cmake)\n")
write_basic_package_version_file(${CMAKE_BINARY_DIR}/vitrineConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/vitrineConfig.cmake ${CMAKE_BINARY_DIR}/vitrineConfigVersion.cmake
        DESTINATION ${vitrine_package})

configure_file(${PROJECT_SOURCE_DIR}/cmake/vitrine.pc.in ${CMAKE_BINARY_DIR}/vitrine.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/vitrine.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
